defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Author do
      define :get_author, action: :read, get_by: [:id]
      define :get_author_by_email, action: :read, get_by: :email
      #                                                   ^^^^^^ ambiguous
      define :get_author_by_handle, action: :read, get_by: [:handle]
      define :get_author_by_name, action: :read, get_by: [:handle, :name]
      define :list_authors, action: :read
    end
  end
end
