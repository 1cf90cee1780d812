using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a class with [Attack] or [NeighborIndex].</summary>
internal static class PluginClassParser
{
    public static PluginClassModel? ParseAttack(Declaration declaration)
    {
        declaration.RequireTorch();
        return Parse(
            declaration,
            PluginKind.Attack,
            [KnownNames.Attack, KnownNames.BlackBoxAttack],
            "IAttack<TOptions> and IBlackBoxAttack<TOptions>");
    }

    public static PluginClassModel? ParseIndex(Declaration declaration) =>
        Parse(declaration, PluginKind.NeighborIndex, [KnownNames.NeighborIndexFactory], "INeighborIndexFactory<TOptions>");

    private static PluginClassModel? Parse(Declaration declaration, PluginKind kind, string[] contracts, string contractNames)
    {
        var (type, attribute, _, findings) = declaration;
        declaration.RequireReachable();
        declaration.RequireNotGeneric();
        string name = PluginNames.Read(declaration);
        if (type.IsAbstract || type.IsStatic) findings.Report(Descriptors.NotInstantiable, declaration.NameLocation, type.Name);
        else if (!type.HasReachableParameterlessConstructor())
        {
            findings.Report(Descriptors.NoParameterlessConstructor, declaration.NameLocation, type.Name);
        }

        var implemented = type.AllInterfaces.Where(contract => contracts.Any(contract.IsNamed)).ToList();
        if (implemented.Count > 1)
        {
            string several = string.Join(", ", implemented.Select(contract => contract.ShortName()));
            findings.Report(Descriptors.SeveralContracts, declaration.NameLocation, type.Name, implemented.Count, several);
        }
        if (implemented.Count == 0)
        {
            // A missing reference, or a name that the compiler does not know, is the mistake then, not the contract.
            bool isKnown = !findings.Any && !type.Interfaces.Any(contract => contract.TypeKind is TypeKind.Error);
            if (isKnown) findings.Report(Descriptors.NoContract, declaration.NameLocation, type.Name, contractNames);
            else findings.LeaveToCompiler();
        }
        if (implemented.Count != 1) return null;
        var options = OptionsParser.Parse(implemented[0].TypeArguments[0], declaration);
        return findings.Any || options is null
            ? null
            : new PluginClassModel(kind, name, attribute.Text("Description"), type.FullName(), options);
    }
}
