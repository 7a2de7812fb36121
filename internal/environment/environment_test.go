package environment_test

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"authzx/internal/environment"
)

const printing = "ENVIRONMENT_TEST_PRINTS"

// TestMain lets the test binary say what it was started with.
func TestMain(m *testing.M) {
	if os.Getenv(printing) == "" {
		os.Exit(m.Run())
	}
	for _, name := range environment.Secrets() {
		value, _ := environment.Lookup(name)
		fmt.Println(value, os.Getenv(name), slices.Contains(environment.All(), name+"="+value))
	}
	plain, _ := environment.Lookup("PLAIN")
	fmt.Print(plain, len(environment.ForChild(environment.All())))
}

func TestNoLibraryFindsASecretInTheEnvironment(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{printing + "=1", "PLAIN=plain"}
	for _, name := range environment.Secrets() {
		cmd.Env = append(cmd.Env, name+"=canary of "+name)
	}
	out, err := cmd.Output()
	want := "canary of AUTHZX_CLIENT_SECRET  true\ncanary of AUTHZX_TOKEN  true\nplain2"
	if err != nil || strings.TrimSpace(string(out)) != want {
		t.Errorf("says %q, %v", out, err)
	}
}
