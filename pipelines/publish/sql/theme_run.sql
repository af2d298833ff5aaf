SELECT theme_run, as_of, texts, none_share, modularity, model_version FROM current_theme_run
