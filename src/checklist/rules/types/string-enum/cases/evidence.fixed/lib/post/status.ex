defmodule Blog.Post.Status do
  use Ash.Type.Enum, values: ["draft", "published"]
end
