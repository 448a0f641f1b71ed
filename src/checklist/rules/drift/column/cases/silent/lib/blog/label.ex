defmodule Blog.Label do
  use Ash.Type.NewType, subtype_of: :ci_string
end
