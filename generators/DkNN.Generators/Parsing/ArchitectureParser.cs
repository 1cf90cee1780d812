using System.Globalization;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a class with [Architecture], whether in source or in a referenced assembly.</summary>
internal static class ArchitectureParser
{
    /// <summary>The model, or null where a mistake was found.</summary>
    public static ArchitectureModel? Parse(Declaration declaration)
    {
        var (type, attribute, _, findings) = declaration;
        declaration.RequireReachable();
        declaration.RequireTorch();
        if (attribute.Declaration() is { } syntax)
        {
            declaration.RequirePartialContainers();
            RequireSealedPartialClass(declaration, syntax);
            if (type.IsInGenericType()) findings.Inform(Descriptors.NotOffered, declaration.NameLocation, type.ShortName());
        }
        string name = PluginNames.Read(declaration);
        var input = ReadInput(attribute, findings);
        int classes = ReadClasses(attribute, findings);
        var (layers, blocks) = LayersParser.Parse(declaration, input, classes);
        return findings.Any || input is null
            ? null
            : new ArchitectureModel(
                type.ToDeclaredType(), name, attribute.Text("Description"), input, classes, layers, blocks, !type.IsInGenericType());
    }

    private static void RequireSealedPartialClass(Declaration declaration, TypeDeclarationSyntax syntax)
    {
        var (type, _, _, findings) = declaration;
        if (!type.IsSealed || type.IsStatic || type.IsRecord || !syntax.IsPartial())
        {
            findings.Report(Descriptors.NotSealedPartialClass, declaration.NameLocation, type.Name);
        }
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType
            && !baseType.IsNamed(KnownNames.Network))
        {
            findings.Report(Descriptors.BaseClass, declaration.NameLocation, type.Name, baseType.ShortName());
        }
    }

    private static Shape? ReadInput(AttributeData attribute, Findings findings)
    {
        if (attribute.Argument("Input").Scalar() is not string text)
        {
            findings.LeaveToCompiler();
            return null;
        }
        string[] parts = text.Split('x');
        var sizes = new List<int>();
        foreach (string part in parts)
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0) sizes.Add(size);
        }
        if (parts.Length == 3 && sizes is [int channels, int height, int width])
        {
            var shape = new Shape(channels, height, width, IsRow: false);
            if (shape.Size <= int.MaxValue) return shape;
        }
        findings.Report(Descriptors.MalformedInput, attribute.ArgumentLocation("Input"), text);
        return null;
    }

    private static int ReadClasses(AttributeData attribute, Findings findings)
    {
        if (attribute.Argument("Classes").Scalar() is not int classes)
        {
            findings.LeaveToCompiler();
            return 0;
        }
        if (classes < 2) findings.Report(Descriptors.TooFewClasses, attribute.ArgumentLocation("Classes"), classes);
        return classes;
    }
}
