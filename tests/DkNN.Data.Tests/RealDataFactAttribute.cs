namespace DkNN.Data.Tests;

/// <summary>A test on real data: skipped where <c>DKNN_DATA</c> does not name a folder with the data set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string dataSet)
    {
        string? directory = Environment.GetEnvironmentVariable(DataCatalogue.DirectoryVariable);
        bool present = !string.IsNullOrEmpty(directory) && Directory.Exists(Path.Combine(directory, dataSet));
        if (!present) Skip = $"{DataCatalogue.DirectoryVariable} names no folder with {dataSet}.";
    }
}
