defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Blog.Headline
  end
end
