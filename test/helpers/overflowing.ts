/** A valid module of which web-tree-sitter overflows its own stack of 64 KB from some 1,100 comments on. */
export function overflowing(comments: number): string {
  return `defmodule A do
  def f do
    case B
         |> c()
         |> d() do
      {:ok, x} -> x
    end
  rescue
    error ->
      IO.puts("e")
      {:error, error}
  end

  @doc """
  x
  """
  def g do
    IO.puts("y")
    f()
  end

${'  # c\n'.repeat(comments)}end
`;
}
