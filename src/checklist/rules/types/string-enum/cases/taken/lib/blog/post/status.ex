defmodule Blog.Post.Status do
  def published, do: "published"
end
