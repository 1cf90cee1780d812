using DkNN.Vectors;

namespace DkNN;

/// <summary>Builds and loads indexes of one kind.</summary>
/// <typeparam name="TOptions">
/// A class with a parameterless constructor whose public settable properties (numbers, booleans, strings, enums) are the options; limits
/// are given by <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/>, help by
/// <see cref="System.ComponentModel.DescriptionAttribute"/>.
/// </typeparam>
public interface INeighborIndexFactory<in TOptions>
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

    /// <summary>
    /// Estimates what an index would cost, so that <c>auto</c> can choose it: from numbers alone, at once, and never less for more rows.
    /// </summary>
    /// <param name="rows">Number of rows, from 0.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <param name="options">Validated options.</param>
    /// <returns>Null where the index makes no claim, and is only taken by name: as every index that does not implement this.</returns>
    SearchCost? Cost(int rows, int dimension, TOptions options) => null;
}
