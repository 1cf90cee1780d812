using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>What all generated types have in common.</summary>
internal static class GeneratedType
{
    /// <summary>
    /// The attribute that tools know generated code by. The version is that of the shape of the code, not of the program.
    /// </summary>
    public const string Attribute = "[global::System.CodeDom.Compiler.GeneratedCode(\"DkNN.Generators\", \"1\")]";

    /// <summary>Opens the namespace, the containing types and the type itself.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bases">Its base class and interfaces, joined by commas.</param>
    /// <param name="attribute">One more attribute.</param>
    public static SourceWriter Open(DeclaredType type, string bases = "", string attribute = "")
    {
        var writer = new SourceWriter();
        if (type.Namespace.Length > 0) writer.Open($"namespace {type.Namespace}");
        foreach (string container in type.Containers) writer.Open(container);
        writer.Line(Attribute);
        if (attribute.Length > 0) writer.Line(attribute);
        return writer.Open(bases.Length > 0 ? $"{type.Declaration} : {bases}" : type.Declaration);
    }

    /// <summary>The file of a type, one for each name in metadata.</summary>
    public static string FileName(DeclaredType type) => FileName(type.MetadataName);

    /// <summary>The file of what belongs to a type.</summary>
    public static string FileName(string metadataName, string suffix = "") => $"{metadataName}{suffix}.g.cs";
}
