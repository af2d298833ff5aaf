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
	ReplyTo   *string `json:"reply_to"`
	Likes     int     `json:"likes"`
}

func (c *corpus) social() error {
	var rows []any
	for _, t := range c.of("t") {
		s := c.subjects[t.Subject]
		rows = append(rows, post{ID: t.ExternalID(), CreatedAt: utc(t.Created(s)), Author: "@" + nick(t.AuthorKey()), Text: t.Body, Unit: s.Unit, Channel: "social_media", Likes: votes(t)})
	}
	return c.ndjson("social.ndjson", rows)
}

var mailHead = []string{"رقم", "التاريخ", "المرسل", "القناة", "الوحدة", "نص المشاركة"}

// mail writes letters with times of Muscat without an offset, as mail offices export them.
func (c *corpus) mail() error {
	rows := [][]string{mailHead}
	for _, t := range c.of("l") {
		s := c.subjects[t.Subject]
		rows = append(rows, []string{t.ExternalID(), t.Created(s).Format("2006-01-02 15:04:05"), address(t.AuthorKey()), mailChannel(t), s.Unit, t.Body})
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
