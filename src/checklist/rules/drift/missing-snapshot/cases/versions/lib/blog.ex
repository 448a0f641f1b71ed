defmodule Blog do
  use Ash.Domain, extensions: [AshPaperTrail.Domain]

  paper_trail do
    include_versions? true
  end

  resources do
    resource Blog.Post
  end
end
