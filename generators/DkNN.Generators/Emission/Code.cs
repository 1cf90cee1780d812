using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Generators.Emission;

/// <summary>Values and names as C# text, invariant culture.</summary>
internal static class Code
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "D",
    };

    /// <summary>A finite number in single precision.</summary>
    public static string Single(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "F";

    /// <summary>A long: TorchSharp's overloads for a plain 0 would also take an enum.</summary>
    public static string Long(long value) => value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture) + "L";

    /// <summary>The name as an identifier. One in lower case only is marked too: it may become a keyword, which the compiler warns of.</summary>
    public static string Identifier(string name)
    {
        bool isFree = SyntaxFacts.GetKeywordKind(name) is SyntaxKind.None
            && SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.None
            && name.Any(letter => letter is < 'a' or > 'z');
        return isFree ? name : "@" + name;
    }

    /// <summary>The text of an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>
    /// One identifier for a name in metadata, and never the same for two: '.' becomes '_', '_' becomes "_0" and '+' becomes "_1", which
    /// cannot be mistaken because no part of a name begins with a digit.
    /// </summary>
    public static string Mangle(string metadataName) => metadataName.Replace("_", "_0").Replace("+", "_1").Replace('.', '_');

    /// <summary>The namespace of what belongs to a whole assembly.</summary>
    public static string NamespaceOf(string assemblyName)
    {
        var name = new StringBuilder("DkNN.Generated.");
        bool start = true;
        foreach (char letter in assemblyName)
        {
            if (start && !SyntaxFacts.IsIdentifierStartCharacter(letter)) name.Append('_');
            if (letter == '.') name.Append(letter);
            else if (SyntaxFacts.IsIdentifierPartCharacter(letter)) name.Append(letter);
            else if (!start) name.Append('_');
            start = letter == '.';
        }
        return string.Join(".", name.ToString().Split('.').Select(part => part.Length == 0 ? "_" : Identifier(part)));
    }
}
