using DkNN.Vectors;

namespace DkNN;

/// <summary>Builds and loads indexes of one kind.</summary>
/// <typeparam name="TOptions">
/// A class with a parameterless constructor whose public settable properties (numbers, booleans, strings, enums) are the options; limits
/// are given by <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/>, help by
/// <see cref="System.ComponentModel.DescriptionAttribute"/>.
/// </typeparam>
public interface INeighborIndexFactory<in TOptions>
    where TOptions : class, new()
{
    /// <summary>Builds an index over rows.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the index; the index may refer to them.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    INeighborIndex Build(RowMatrix rows, TOptions options, IndexBuildContext context);

    /// <summary>Opens what <see cref="INeighborIndex.Save"/> wrote.</summary>
    /// <param name="path">The saved file.</param>
    /// <param name="rows">The same rows as at the build.</param>
    /// <param name="options">The same options as at the build.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    INeighborIndex Load(string path, RowMatrix rows, TOptions options);
}
