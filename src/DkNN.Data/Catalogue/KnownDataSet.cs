using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>A data set that the catalogue knows by name.</summary>
/// <param name="Name">The name to open it by.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Source">Where it comes from: a page or a citation.</param>
/// <param name="Licence">Under what terms it is published.</param>
/// <param name="ClassNames">A name for every class.</param>
/// <param name="Files">Its files, empty where it is built in.</param>
/// <param name="Mirrors">
/// Addresses of folders that hold the files with ".gz" appended, each ending in a slash, in the order to try them. HTTPS; plain HTTP only
/// for this machine itself.
/// </param>
public sealed record KnownDataSet(
    string Name,
    string Description,
    string Source,
    string Licence,
    ImmutableArray<string> ClassNames,
    ImmutableArray<KnownFile> Files,
    ImmutableArray<Uri> Mirrors)
{
    /// <summary>Whether it is made by the program, so that there is nothing to fetch or to verify.</summary>
    public bool IsBuiltIn => Files.IsEmpty;
}
