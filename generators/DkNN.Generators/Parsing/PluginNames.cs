using System.Text.RegularExpressions;
using DkNN.Generators.Diagnostics;

namespace DkNN.Generators.Parsing;

/// <summary>Names of plugins: lower-case words joined by '-'.</summary>
internal static class PluginNames
{
    private static readonly Regex WellFormed = new("^[a-z][a-z0-9]*(-[a-z0-9]+)*\\z", RegexOptions.CultureInvariant);

    /// <summary>The name that a plugin's attribute gives as its first argument.</summary>
    public static string Read(Declaration declaration)
    {
        var (_, attribute, _, findings) = declaration;
        if (attribute.AttributeConstructor is null)
        {
            findings.LeaveToCompiler();
            return "";
        }
        string name = attribute.Argument(0).Scalar() as string ?? "";
        if (!WellFormed.IsMatch(name)) findings.Report(Descriptors.MalformedPluginName, attribute.ArgumentLocation(0), name);
        return name;
    }
}
