defmodule Helpdesk.Knowledge.ArticleStatus do
  use Ash.Type.Enum, values: [:draft, :published]
end
