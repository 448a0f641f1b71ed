defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Blog.Legacy
    resource Blog.Open
  end
end
