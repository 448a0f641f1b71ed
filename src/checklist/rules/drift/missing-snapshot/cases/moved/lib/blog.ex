defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Blog.Tag
  end
end
