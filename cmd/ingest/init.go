package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/workspace"
)

type initCmd struct {
	Dir string `arg:"" optional:"" help:"${init_dir}" type:"path"`
}

func (c *initCmd) Run(ctx context.Context, env *cli.Env) error {
	dir := c.Dir
	if dir == "" {
		dir = env.Workspace
	}
	rep, err := workspace.Init(ctx, dir, env.Language)
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "مساحة العمل جاهزة في: %s", EN: "the workspace is ready at: %s"}, rep.Dir)
	for _, f := range rep.Kept {
		env.Say(i18n.Text{AR: "  بقي كما هو: %s", EN: "  left as it was: %s"}, f)
	}
	if rep.KeyMade {
		env.Say(i18n.Text{
			AR: "أُنشئ مفتاح إخفاء الهوية secrets/pseudonym.key. احتفظ بنسخة منه في مكان آمن غير مكان البيانات: من يفقده لا يستطيع ربط مشاركات الشخص نفسه بعد ذلك.",
			EN: "The pseudonym key secrets/pseudonym.key was made. Keep a copy in a safe place apart from the data: without it, submissions of one person can never be linked again."})
	}
	env.Say(i18n.Text{
		AR: "التالي: عدّل musharaka.yaml، واملأ registers/registers.xlsx، ثم شغّل: ingest run",
		EN: "Next: edit musharaka.yaml, fill registers/registers.xlsx, then run: ingest run"})
	return nil
}
