defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
  end
end
