package decidim

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

type translations struct {
	Translations []struct{ Locale, Text string }
}

type space struct {
	ID                              string
	Title                           translations
	StartDate, EndDate, PublishedAt string
}

type component struct {
	ID        string
	Typename  string `json:"__typename"`
	Name      translations
	Proposals *struct {
		PageInfo struct {
			HasNextPage bool
			EndCursor   string
		}
		Edges []struct{ Node json.RawMessage }
	}
}

// proposal are the fields that are read. What a server does not know is left
// out of the question and stays empty.
type proposal struct {
	ID          string
	Title, Body translations
	State       string
	Answer      translations
	AnsweredAt, PublishedAt,
	CreatedAt, UpdatedAt string
	Official bool
	Author   *struct{ ID, Name, Nickname string }
}

// fields lists what is asked of a type, without what this server lacks.
func (d *decidim) fields(typ string, names ...string) string {
	var out []string
	for _, n := range names {
		bare, _, _ := strings.Cut(n, "{")
		if !d.lacks[typ+"."+strings.TrimSpace(bare)] {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

const translated = "{translations{locale text}}"

func (d *decidim) spacesQuery(kind string) string {
	return fmt.Sprintf("{%s{%s}}", kind, d.fields(spaceType(kind), "id", "title"+translated, "startDate", "endDate", "publishedAt"))
}

func spaceType(kind string) string {
	return map[string]string{"participatoryProcesses": "ParticipatoryProcess", "assemblies": "Assembly", "conferences": "Conference",
		"initiatives": "InitiativeType"}[kind]
}

// singular is the field of one space.
func singular(kind string) string {
	return map[string]string{"participatoryProcesses": "participatoryProcess", "assemblies": "assembly", "conferences": "conference",
		"initiatives": "initiative"}[kind]
}

func (d *decidim) proposalsQuery(kind, id, after, since string) string {
	args := "first:" + strconv.Itoa(d.set.PageSize)
	if after != "" {
		args += ",after:" + strconv.Quote(after)
	}
	if !d.lacks["ProposalSort"] {
		args += `,order:{id:"asc"}` // else insertions shift the pages
	}
	if since != "" {
		args += ",filter:{publishedSince:" + strconv.Quote(since) + "}"
	}
	node := d.fields("Proposal", "id", "reference", "title"+translated, "body"+translated, "state", "answer"+translated, "answeredAt", "publishedAt",
		"createdAt", "updatedAt", "voteCount", "official", "withdrawn", "author{id name nickname}")
	return fmt.Sprintf(`{%s(id:%s){id components(filter:{type:"Proposals"}){id __typename name%s ... on Proposals{proposals(%s){pageInfo{hasNextPage endCursor} edges{node{%s}}}}}}}`,
		singular(kind), strconv.Quote(id), translated, args, node)
}

type graphError struct{ Message string }

var unknownField = regexp.MustCompile(`Field '(\w+)' doesn't exist on type '(\w+)'`)
var unknownArgument = regexp.MustCompile(`(?:argument '?order|InputObject 'ProposalSort'|Argument 'id' on InputObject)`)

// ask posts a question and reads the answer's data.
func (d *decidim) ask(ctx context.Context, query string, out any) error {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return err
	}
	res, err := d.client.Post(ctx, d.api, "application/json", body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []graphError
	}
	if err := json.Unmarshal(res.Body, &answer); err != nil {
		return i18n.Errorf(i18n.Text{AR: "جواب المنصة ليس JSON سليماً (%d بايت)", EN: "the platform's answer is not valid JSON (%d bytes)"}, len(res.Body))
	}
	if len(answer.Errors) > 0 {
		return &queryError{answer.Errors}
	}
	return json.Unmarshal(answer.Data, out)
}

// queryError is an answer of errors.
type queryError struct{ errors []graphError }

func (e *queryError) Error() string {
	words := make([]string, 0, len(e.errors))
	for _, g := range e.errors[:min(len(e.errors), 3)] {
		words = append(words, g.Message[:min(len(g.Message), 200)])
	}
	return "the platform refused the question: " + strings.Join(words, "; ")
}

// learn notes fields that the server does not know; true if the question is
// worth asking again without them.
func (d *decidim) learn(e *queryError) bool {
	learned := false
	for _, g := range e.errors {
		key := ""
		if m := unknownField.FindStringSubmatch(g.Message); m != nil && m[1] != "id" && m[1] != "title" && m[1] != "body" {
			key = m[2] + "." + m[1]
		} else if unknownArgument.MatchString(g.Message) {
			key = "ProposalSort"
		}
		if key != "" && !d.lacks[key] {
			d.lacks[key], learned = true, true
		}
	}
	return learned
}
