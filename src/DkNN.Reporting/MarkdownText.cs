using System.Text;
using DkNN.Vectors;

namespace DkNN.Reporting;

/// <summary>A page in Markdown, paragraph by paragraph, with '\n' at the end of every line.</summary>
internal sealed class MarkdownText
{
    /// <summary>Name of the pictures' directory beside a page.</summary>
    public const string PlotsDirectory = "plots";

    private readonly StringBuilder _text = new();

    /// <summary>Writes a page to a temporary file that is then renamed.</summary>
    public static void Save(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Adds a paragraph, a heading or a table, with a blank line before it.</summary>
    public void Paragraph(string text) => _text.Append(_text.Length == 0 ? "" : "\n").Append(text.TrimEnd('\n')).Append('\n');

    /// <summary>Adds a picture of the directory of pictures, with its caption in plain text.</summary>
    public void Picture(string name, string caption) => Paragraph($"![{Escape(caption)}]({PlotsDirectory}/{Uri.EscapeDataString(name)}.png)");

    /// <summary>Text that people gave, to be shown as it is. Bars are left: a table sees to them.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (char.IsControl(letter)) escaped.Append(' ');
            else if ("\\`*_[]<>&#~".Contains(letter, StringComparison.Ordinal)) escaped.Append('\\').Append(letter);
            else escaped.Append(letter);
        }
        return escaped.ToString();
    }

    /// <summary>Text to be copied: it stands as it is between as many backticks as it takes, on one line.</summary>
    public static string Code(string text)
    {
        string line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        string fence = "`";
        while (line.Contains(fence, StringComparison.Ordinal)) fence += '`';
        // A space at each end is no part of the text, and keeps a backtick there apart from the fence.
        return fence.Length == 1 ? $"`{line}`" : $"{fence} {line} {fence}";
    }

    public override string ToString() => _text.ToString();
}
