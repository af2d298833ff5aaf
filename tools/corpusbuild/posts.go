package main

import (
	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

type post struct {
	ID        string  `json:"id"`
	CreatedAt string  `json:"created_at"`
	Author    string  `json:"author"`
	Text      string  `json:"text"`
	Unit      string  `json:"unit"`
	Channel   string  `json:"channel"`
	Activity  string  `json:"activity"`
	Lang      string  `json:"lang"`
	Place     string  `json:"place"`
	ReplyTo   *string `json:"reply_to"`
	Likes     int     `json:"likes"`
}

func (c *corpus) social() error {
	var rows []any
	for _, t := range c.of("t") {
		s := c.subjects[t.Subject]
		rows = append(rows, post{ID: t.ExternalID(), CreatedAt: utc(t.Created(s)), Author: "@" + nick(t.AuthorKey()), Text: t.Body, Unit: s.Unit, Channel: "social_media", Activity: joined(t, s), Lang: guessed(t), Place: governorateName(place(t)), Likes: votes(t)})
	}
	return c.ndjson("social.ndjson", rows)
}

var mailHead = []string{"رقم", "التاريخ", "المرسل", "القناة", "الوحدة", "النشاط", "المحافظة", "نص المشاركة"}

// mail writes letters with times of Muscat without an offset, as mail offices export them.
func (c *corpus) mail() error {
	rows := [][]string{mailHead}
	for _, t := range c.of("l") {
		s := c.subjects[t.Subject]
		rows = append(rows, []string{t.ExternalID(), t.Created(s).Format("2006-01-02 15:04:05"), address(t.AuthorKey()), mailChannel(t), s.Unit, joined(t, s), governorateName(place(t)), t.Body})
	}
	b, err := table('\t', rows)
	if err != nil {
		return err
	}
	return c.write("mail.tsv", b)
}

// mailChannel is the channel word as offices write it: both languages, now and then nothing.
func mailChannel(t *master.Text) string {
	switch h := master.Hash(t.Key, "channel"); {
	case h%20 == 0:
		return ""
	case h%5 == 0:
		return "مركز الاتصال"
	case h%7 == 0:
		return "email"
	default:
		return "البريد الإلكتروني"
	}
}

// joined is the activity that a post or letter took part in, empty if none: answers to a consultation or to a season's poll.
func joined(t *master.Text, s master.Subject) string {
	day := t.Created(s).Format("01-02")
	for _, a := range []struct{ subject, from, to, activity string }{
		{"khareef", "07-10", "09-15", "U3-K1"}, {"home_business", "04-06", "05-15", "U3-C1"}, {"shop_licence", "04-06", "05-15", "U3-C1"},
		{"trees", "11-24", "12-31", "U2-F1"}, {"dumping", "09-07", "10-23", "U2-C1"}, {"waste_bins", "09-07", "10-23", "U2-C1"},
	} {
		if a.subject == t.Subject && day >= a.from && day <= a.to {
			return a.activity
		}
	}
	return ""
}

// guessed is the language as the social platform guesses it: wrong for Arabizi, often silent.
func guessed(t *master.Text) string {
	if master.Hash(t.Key, "lang")%4 == 0 {
		return ""
	}
	switch t.Variety {
	case "z", "e":
		return "en"
	case "f":
		return t.Lang
	default:
		return "ar"
	}
}
