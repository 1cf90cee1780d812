namespace DkNN.Experiments;

/// <summary>
/// Tables of scores, one row per image and ε, in the order of the predictions: <c>scores.csv</c> for the test images, and
/// <c>scores-ood-DATASET.csv</c> for the images of another data set. Numbers read back as the same bits.
/// </summary>
public static class ScoresFile
{
    /// <summary>Name of the test images' table in a run's directory.</summary>
    public const string FileName = "scores.csv";

    /// <summary>Name of an out-of-distribution data set's table in a run's directory.</summary>
    /// <param name="dataset">Name of the data set.</param>
    public static string OodFileName(string dataset) => $"scores-ood-{dataset}.csv";

    /// <summary>Writes a table, to a temporary file that is then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scores">The scores, in order.</param>
    /// <param name="evaluations">The images.</param>
    internal static void Write(string path, string[] scores, IEnumerable<Evaluation> evaluations) =>
        CsvTable.Write(path, ["id", "epsilon", .. scores], Rows(evaluations), (writer, row) =>
        {
            var (evaluation, place) = row;
            writer.WriteField(evaluation.Predictions[place].Id);
            writer.WriteField(evaluation.Predictions[place].Epsilon);
            foreach (var score in evaluation.Scores) writer.WriteField(score.Values[place]);
        });

    private static IEnumerable<(Evaluation Evaluation, int Place)> Rows(IEnumerable<Evaluation> evaluations) =>
        evaluations.SelectMany(evaluation => Enumerable.Range(0, evaluation.Predictions.Count).Select(place => (evaluation, place)));
}
