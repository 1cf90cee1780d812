using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a class with [Attack], [NeighborIndex], [Score] and their like.</summary>
internal static class PluginClassParser
{
    /// <summary>The model, or null where a mistake was found.</summary>
    /// <param name="declaration">The class and its attribute.</param>
    /// <param name="kind">What the attribute declares.</param>
    public static PluginClassModel? Parse(Declaration declaration, PluginClassKind kind)
    {
        if (kind.NeedsTorch) declaration.RequireTorch();
        var (type, attribute, _, findings) = declaration;
        declaration.RequireReachable();
        declaration.RequireNotGeneric();
        string name = PluginNames.Read(declaration);
        if (type.IsAbstract || type.IsStatic) findings.Report(Descriptors.NotInstantiable, declaration.NameLocation, type.Name);
        else if (!type.HasReachableParameterlessConstructor())
        {
            findings.Report(Descriptors.NoParameterlessConstructor, declaration.NameLocation, type.Name);
        }

        var implemented = type.AllInterfaces.Where(contract => kind.Contracts.Any(contract.IsNamed)).ToList();
        if (implemented.Count > 1)
        {
            string several = string.Join(", ", implemented.Select(contract => contract.ShortName()));
            findings.Report(Descriptors.SeveralContracts, declaration.NameLocation, type.Name, implemented.Count, several);
        }
        if (implemented.Count == 0)
        {
            // A missing reference, or a name that the compiler does not know, is the mistake then, not the contract.
            bool isKnown = !findings.Any && !type.Interfaces.Any(contract => contract.TypeKind is TypeKind.Error);
            if (isKnown) findings.Report(Descriptors.NoContract, declaration.NameLocation, type.Name, kind.ContractNames);
            else findings.LeaveToCompiler();
        }
        if (implemented.Count != 1) return null;
        var options = OptionsParser.Parse(implemented[0].TypeArguments[0], declaration);
        return findings.Any || options is null
            ? null
            : new PluginClassModel(kind.Kind, name, attribute.Text("Description"), type.FullName(), options);
    }
}
