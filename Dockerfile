# authzx in a container: the sandbox for tests, and every command for CI.
FROM golang:1.26-alpine AS build
RUN apk add --no-cache git
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=true -ldflags '-s -w -buildid=' -o /authzx .

FROM alpine:3
RUN apk add --no-cache ca-certificates && adduser -D -u 10001 authzx
COPY --from=build /authzx /usr/local/bin/authzx
USER authzx
EXPOSE 8089
ENTRYPOINT ["authzx"]
# In a container loopback is nobody's, so this listens on all addresses.
CMD ["sandbox", "--addr", "0.0.0.0:8089"]
