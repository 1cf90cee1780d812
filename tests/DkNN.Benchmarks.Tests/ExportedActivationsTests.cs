namespace DkNN.Benchmarks.Tests;

public sealed class ExportedActivationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportedActivationsTests() => ExportedRows.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_and_their_queries_are_found()
    {
        var layers = ExportedActivations.Find(_folder.Path, []);
        Assert.Equal(["Deep", "DeepEnd"], layers.Select(layer => layer.Name));
        Assert.All(layers, layer => Assert.Equal(["clean", "fgsm-0.15"], layer.Queries.Select(queries => queries.Name)));
        Assert.Equal((ExportedRows.Rows, 24, ExportedRows.Queries), (layers[0].Count, layers[0].Dimension, layers[0].Queries[0].Count));
        Assert.Equal(["DeepEnd"], ExportedActivations.Find(_folder.Path, ["DeepEnd"]).Select(layer => layer.Name));
    }

    [Fact]
    public void Rows_and_queries_of_two_dimensions_are_refused_naming_both_files()
    {
        ExportedRows.WriteRows(_folder["Deep.odd.npy"], 5, 23, seed: 4);
        var problem = Assert.Throws<ExperimentException>(() => ExportedActivations.Find(_folder.Path, []));
        Assert.Contains("Deep.odd.npy", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Deep.train.npy", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_in_a_layers_name_is_told_with_its_mend()
    {
        var problem = Assert.Throws<ExperimentException>(() => ExportedActivations.Find(_folder.Path, ["DeepEnt"]));
        Assert.Contains("--layers", problem.Message, StringComparison.Ordinal);
        Assert.Contains("DeepEnd", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_without_queries_or_a_folder_without_layers_is_refused()
    {
        File.Delete(_folder["Deep.clean.npy"]);
        File.Delete(_folder["Deep.fgsm-0.15.npy"]);
        Assert.Contains("no queries", Refused(), StringComparison.Ordinal);
        File.Delete(_folder["Deep.train.npy"]);
        ExportedRows.WriteRows(_folder["DeepEnd.none.npy"], 0, 8, seed: 4);
        Assert.Contains("DeepEnd.none.npy", Refused(), StringComparison.Ordinal);
        File.Delete(_folder["DeepEnd.train.npy"]);
        Assert.Contains("LAYER.train.npy", Refused(), StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => ExportedActivations.Find(_folder["nowhere"], []));

        string Refused() => Assert.Throws<ExperimentException>(() => ExportedActivations.Find(_folder.Path, [])).Message;
    }
}
