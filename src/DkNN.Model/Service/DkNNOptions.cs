namespace DkNN.Model;

/// <summary>What a service of one model is told.</summary>
public sealed class DkNNOptions
{
    /// <summary>The model's directory, or a run's that holds one. Must be set.</summary>
    public string Model { get; set; } = "";

    /// <summary>Folders of plugins besides the program's own; each must exist when the model is opened.</summary>
    public IList<string> PluginFolders { get; } = [];

    /// <summary>Most images that are classified together, 1 or more. The model's own bound by memory holds besides.</summary>
    public int MostImagesPerBatch { get; set; } = 64;

    /// <summary>Most images that wait for a batch, 1 or more. Who comes when so many do waits, without a thread, until there is room.</summary>
    public int MostWaiting { get; set; } = 1024;

    /// <summary>The credibility, from 0 to 1, below which an answer counts as rejected in the meters; null counts none. Answers are given all the same.</summary>
    public double? RejectBelow { get; set; }
}
