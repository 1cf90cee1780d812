namespace DkNN.Generators.Models;

/// <summary>A type that the generator adds a part to.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">Declarations such as "partial class Outer", outermost first.</param>
/// <param name="Declaration">Its own, such as "partial class Inner".</param>
/// <param name="Name">Its name alone.</param>
/// <param name="FullName">Its name with <c>global::</c>.</param>
/// <param name="MetadataName">Its name in metadata, from which files are named.</param>
internal sealed record DeclaredType(
    string Namespace, EquatableArray<string> Containers, string Declaration, string Name, string FullName, string MetadataName);
