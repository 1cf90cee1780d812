using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the class that turns text into an options object and back.</summary>
internal static class BinderEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";
    private const string Texts = "global::System.Collections.Immutable.ImmutableSortedDictionary";

    /// <summary>Name of an options type's binder, within the assembly's namespace.</summary>
    public static string Name(OptionsModel options) => $"{Code.Mangle(options.MetadataName)}Binder";

    /// <summary>The file of a binder.</summary>
    public static string FileName(OptionsModel options) => GeneratedType.FileName(options.MetadataName, "Binder");

    public static string Emit(OptionsModel options, string space)
    {
        var writer = new SourceWriter();
        writer.Open($"namespace {space}");
        writer.Line(GeneratedType.Attribute);
        writer.Open($"internal sealed class {Name(options)} : global::DkNN.IOptionsBinder<{options.FullName}>");
        if (options.Options.Count > 0) writer.Line($"private static readonly {options.FullName} Defaults = new();").Line();
        WriteOptions(writer, options);
        WriteBind(writer, options);
        WriteFormat(writer, options);
        return writer.Finish();
    }

    private static void WriteOptions(SourceWriter writer, OptionsModel options)
    {
        const string Property = "public global::System.Collections.Immutable.ImmutableArray<global::DkNN.OptionInfo> Options { get; } =";
        writer.Line(options.Options.Count == 0 ? $"{Property} [];" : Property);
        if (options.Options.Count > 0)
        {
            writer.Line("[");
            foreach (var option in options.Options)
            {
                string value = Format(option, "Defaults"), description = Code.Text(option.Description);
                writer.Line($"    new({Code.Text(option.Name)}, {Code.Text(TypeText(option))}, {value}, {RangeText(option)}, {description}),");
            }
            writer.Line("];");
        }
        writer.Line();
    }

    private static void WriteBind(SourceWriter writer, OptionsModel options)
    {
        writer.Open($"public {options.FullName} Bind(global::DkNN.OptionValues values)");
        writer.Line("values.RequireKnown(Options);");
        if (options.Options.Count == 0)
        {
            writer.Line($"return new {options.FullName}();");
        }
        else
        {
            writer.Open($"return new {options.FullName}");
            foreach (var option in options.Options) writer.Line($"{Code.Identifier(option.Property)} = {Read(option)},");
            writer.Close("};");
        }
        writer.Close().Line();
    }

    private static void WriteFormat(SourceWriter writer, OptionsModel options)
    {
        writer.Open($"public {Texts}<string, string> Format({options.FullName} options)");
        writer.Line($"var texts = {Texts}.CreateBuilder<string, string>(global::System.StringComparer.Ordinal);");
        foreach (var option in options.Options) writer.Line($"texts.Add({Code.Text(option.Name)}, {Format(option, "options")});");
        writer.Line("return texts.ToImmutable();");
        writer.Close();
    }

    private static string Read(OptionModel option)
    {
        string arguments = $"{Code.Text(option.Name)}, Defaults.{Code.Identifier(option.Property)}";
        return option.Type switch
        {
            OptionType.Int32 => $"(int)values.Integer({arguments}, {Limits(option, "int")})",
            OptionType.Int64 => $"values.Integer({arguments}, {Limits(option, "long")})",
            OptionType.Single => $"(float)values.Number({arguments}, {Limits(option, "float")})",
            OptionType.Double => $"values.Number({arguments}, {Limits(option, "double")})",
            OptionType.Boolean => $"values.Boolean({arguments})",
            OptionType.Enum => $"values.Choice<{option.EnumName}>({arguments})",
            _ => $"values.Text({arguments})",
        };
    }

    private static string Limits(OptionModel option, string type)
    {
        if (option.Range is not var (minimum, maximum)) return $"{type}.MinValue, {type}.MaxValue";
        return option.Type switch
        {
            OptionType.Int32 =>
                $"{Code.Long(Whole(minimum, int.MinValue, int.MaxValue))}, {Code.Long(Whole(maximum, int.MinValue, int.MaxValue))}",
            OptionType.Int64 =>
                $"{Code.Long(Whole(minimum, long.MinValue, long.MaxValue))}, {Code.Long(Whole(maximum, long.MinValue, long.MaxValue))}",
            OptionType.Single => $"{Code.Number(Math.Max(minimum, float.MinValue))}, {Code.Number(Math.Min(maximum, float.MaxValue))}",
            _ => $"{Code.Number(minimum)}, {Code.Number(maximum)}",
        };
    }

    private static long Whole(double value, long least, long greatest) =>
        value <= least ? least : value >= greatest ? greatest : (long)value;

    private static string Format(OptionModel option, string instance)
    {
        string value = $"{instance}.{Code.Identifier(option.Property)}";
        return option.Type switch
        {
            OptionType.Int32 or OptionType.Int64 => $"{value}.ToString({Invariant})",
            OptionType.Single or OptionType.Double => $"{value}.ToString(\"R\", {Invariant})",
            OptionType.Boolean => $"({value} ? \"true\" : \"false\")",
            OptionType.Enum => $"{value}.ToString()",
            _ => value,
        };
    }

    private static string TypeText(OptionModel option) => option.Type switch
    {
        OptionType.Int32 or OptionType.Int64 => "integer",
        OptionType.Single or OptionType.Double => "number",
        OptionType.Boolean => "boolean",
        OptionType.Enum => string.Join("|", option.Members),
        _ => "text",
    };

    private static string RangeText(OptionModel option) => option.Range is var (minimum, maximum)
        ? Code.Text(string.Format(CultureInfo.InvariantCulture, "{0:R}..{1:R}", minimum, maximum))
        : "null";
}
