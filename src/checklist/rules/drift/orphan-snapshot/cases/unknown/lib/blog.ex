defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Vendor.Tag
  end
end
