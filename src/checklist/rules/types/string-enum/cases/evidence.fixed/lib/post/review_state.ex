defmodule Blog.Post.ReviewState do
  use Ash.Type.Enum, values: ["open", "closed"]
end
