package main

import (
	"fmt"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// Names of nobody: given and family names put together by hash. They appear as authors only, never inside texts.
var (
	given  = []string{"Salim", "Maryam", "Khalid", "Aisha", "Hamed", "Shaikha", "Yusuf", "Zainab", "Nasser", "Huda", "Sultan", "Amal", "Priya", "Daniel", "Rahul", "Grace", "Imran", "Elena", "Joseph", "Farah"}
	family = []string{"Al Rashbi", "Al Wadhahi", "Al Nadabi", "Al Sarhi", "Al Mahthoor", "Al Khadhri", "Nambiar", "Whitfield", "Qamar", "D'Cunha", "Al Barwi", "Al Thahli", "Santos", "Al Ghilani", "Okafor"}
)

func name(key string) (string, string) {
	h := master.Hash(key, "name")
	return given[h%uint64(len(given))], family[h>>16%uint64(len(family))]
}

// person is the public author of a proposal as the platform shows one.
func person(key string) map[string]any {
	g, f := name(key)
	return map[string]any{"id": fmt.Sprint(5000 + master.Hash(key, "id")%90000), "nickname": nick(key), "name": g + " " + f}
}

func nick(key string) string {
	g, _ := name(key)
	return fmt.Sprintf("%s_%04d", lower(g), master.Hash(key, "nick")%10000)
}

func address(key string) string {
	g, _ := name(key)
	return fmt.Sprintf("%s.%05d@mail.example", lower(g), master.Hash(key, "mail")%100000)
}

func lower(s string) string {
	b := []byte(s)
	if len(b) > 0 && b[0] >= 'A' && b[0] <= 'Z' {
		b[0] += 'a' - 'A'
	}
	return string(b)
}
