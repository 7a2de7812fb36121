# authzx in a container: the sandbox for tests, and every command for CI.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=true -ldflags '-s -w -buildid=' -o /image/usr/local/bin/authzx .
# Whoever it runs as has a home, where the journal of what was applied is kept.
RUN install -D -m 644 -t /image/etc/ssl/certs /etc/ssl/certs/ca-certificates.crt && install -d -m 1777 /image/tmp /image/home/authzx

FROM scratch
COPY --from=build /image /
ENV PATH=/usr/local/bin HOME=/home/authzx LANG=C.UTF-8
USER 10001:10001
EXPOSE 8089
ENTRYPOINT ["authzx"]
# In a container loopback is nobody's, so this listens on all addresses.
CMD ["sandbox", "--addr", "0.0.0.0:8089"]
