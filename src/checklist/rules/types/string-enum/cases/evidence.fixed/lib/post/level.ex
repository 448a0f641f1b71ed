defmodule Blog.Post.Level do
  use Ash.Type.Enum, values: ["info", "warning", "error"]
end
