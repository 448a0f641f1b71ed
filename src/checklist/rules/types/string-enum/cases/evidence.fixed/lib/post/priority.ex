defmodule Blog.Post.Priority do
  use Ash.Type.Enum, values: ["low", "high"]
end
