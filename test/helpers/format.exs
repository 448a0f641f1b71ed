# Reads lines "before<TAB>after" of file names; prints, for each, how many lines the formatter would change in either,
# or "broken" for one that does not parse.
[locals] = System.argv()
names = locals |> File.read!() |> String.replace(~r/[\[\]"\s]/, "") |> String.split(",", trim: true)
options = [locals_without_parens: Enum.map(names, &{String.to_atom(&1), :*})]

changes = fn path ->
  # The marks of a case are no part of its code, nor is one of two blank lines around a mark.
  text =
    path
    |> File.read!()
    |> String.replace(~r/\n\n[ \t]*#[ \t]*\^+.*\n(?=\n)/, "\n")
    |> String.replace(~r/^[ \t]*#[ \t]*\^+.*\n/m, "")

  case Code.string_to_quoted(text) do
    {:ok, _} ->
      formatted = IO.iodata_to_binary([Code.format_string!(text, options), "\n"])

      String.split(text, "\n")
      |> List.myers_difference(String.split(formatted, "\n"))
      |> Enum.map(fn
        {:eq, _} -> 0
        {_, lines} -> length(lines)
      end)
      |> Enum.sum()

    {:error, _} ->
      "broken"
  end
end

for line <- IO.stream(:stdio, :line), line = String.trim(line), line != "" do
  [before, later] = String.split(line, "\t")
  IO.puts("#{changes.(before)}\t#{changes.(later)}")
end
