defmodule Blog.Post.Role do
  use Ash.Type.Enum, values: ["author"]
end
