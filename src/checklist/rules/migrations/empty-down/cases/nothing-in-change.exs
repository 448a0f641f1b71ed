defmodule Blog.Repo.Migrations.NothingInChange do
  use Ecto.Migration

  def change do
    # ^^^^^^ nothing (info)
  end
end
