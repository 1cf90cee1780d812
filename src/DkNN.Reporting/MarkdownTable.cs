using System.Text;

namespace DkNN.Reporting;

/// <summary>A table in Markdown.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    private MarkdownTable(string rule, ReadOnlySpan<string> header)
    {
        _columns = header.Length;
        Row(header);
        _text.Append("|---|").Insert(_text.Length, rule, _columns - 1).Append('\n');
    }

    /// <summary>Starts a table whose columns after the first hold numbers, aligned to the right.</summary>
    public static MarkdownTable OfNumbers(params ReadOnlySpan<string> header) => new("---:|", header);

    /// <summary>Starts a table of text, aligned to the left.</summary>
    public static MarkdownTable OfText(params ReadOnlySpan<string> header) => new("---|", header);

    /// <summary>Adds a row of as many cells as the header has.</summary>
    public MarkdownTable Row(params ReadOnlySpan<string> cells)
    {
        if (cells.Length != _columns) throw new ArgumentException($"{cells.Length} cells given for {_columns} columns.", nameof(cells));
        _text.Append('|');
        foreach (string cell in cells) _text.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();
}
