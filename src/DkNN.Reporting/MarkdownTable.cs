using System.Text;

namespace DkNN.Reporting;

/// <summary>A table in Markdown: the first column left-aligned, the others right-aligned.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    public MarkdownTable(params ReadOnlySpan<string> header)
    {
        _columns = header.Length;
        Row(header);
        _text.Append("|---|").Insert(_text.Length, "---:|", _columns - 1).Append('\n');
    }

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
