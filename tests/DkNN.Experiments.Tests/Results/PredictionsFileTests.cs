using DkNN.Model;
using System.Text;
using CsCheck;

namespace DkNN.Experiments.Tests;

public sealed class PredictionsFileTests
{
    private static readonly PredictionRow Example = new(17, 0.025, 1, 0, 0.875, 1, 0.1 + 0.2, 1.0 / 3, [4, 0, 300], [0, 1.0 / 750, 1]);

    [Fact]
    public void The_table_has_the_published_columns_and_the_shortest_numbers_that_read_back()
    {
        using var directory = new TemporaryFolder();
        PredictionsFile.Write(directory["predictions.csv"], 3, [Example]);
        Assert.Equal(
            """
            id,epsilon,label,network_prediction,network_confidence,dknn_prediction,credibility,confidence,alpha_0,alpha_1,alpha_2,p_0,p_1,p_2
            17,0.025,1,0,0.875,1,0.30000000000000004,0.3333333333333333,4,0,300,0,0.0013333333333333333,1

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(directory["predictions.csv"]));
    }

    [Fact]
    public void Rows_read_back_as_they_were_written() =>
        Gen.Int[2, 12].SelectMany(
            classes => Gen.Select(Gen.Const(classes), RandomPredictions.Rows(classes, 0.1, least: 0))).Sample((classes, rows) =>
        {
            using var directory = new TemporaryFolder();
            PredictionsFile.Write(directory["predictions.csv"], classes, rows);
            Assert.Equivalent(rows, PredictionsFile.Read(directory["predictions.csv"]), strict: true);
        }, iter: 50);

    [Fact]
    public void Any_finite_number_reads_back_as_the_same_bits() =>
        Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).Sample(number =>
        {
            using var directory = new TemporaryFolder();
            PredictionsFile.Write(directory["predictions.csv"], 3, [Example with { Credibility = number }]);
            double read = PredictionsFile.Read(directory["predictions.csv"])[0].Credibility;
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(read));
        }, iter: 200);

    [Fact]
    public void A_failure_while_writing_leaves_the_earlier_table_and_no_other_file()
    {
        using var directory = new TemporaryFolder();
        PredictionsFile.Write(directory["predictions.csv"], 3, [Example]);
        byte[] before = File.ReadAllBytes(directory["predictions.csv"]);

        Assert.Throws<ArgumentException>(
            () => PredictionsFile.Write(directory["predictions.csv"], 3, [Example, Example with { Alpha = [1] }]));

        Assert.Equal(before, File.ReadAllBytes(directory["predictions.csv"]));
        Assert.Equal(["predictions.csv"], directory.FileNames());
    }

    [Theory]
    [InlineData("", "header")]
    [InlineData("id,epsilon\n1,2\n", "header")]
    [InlineData("17,0.025,one,0,0.875,1,0.3,0.3,4,0,300,0,0.1,1", "line 2: label is 'one', but must be a whole number")]
    [InlineData("17,0.025,1,0,NaN,1,0.3,0.3,4,0,300,0,0.1,1", "line 2: network_confidence is 'NaN', but must be a number")]
    [InlineData("17,0.025,1,0,0.875,1,0.3,0.3,4,0,3.5,0,0.1,1", "line 2: alpha_2 is '3.5', but must be a whole number")]
    [InlineData("17,0.025,1,0,0.875,1,0.3,0.3,4,0,300,0,0.1", "damaged")]
    public void A_table_that_is_not_as_it_must_be_is_refused_with_its_place(string text, string complaint)
    {
        using var directory = new TemporaryFolder();
        string path = directory["predictions.csv"];
        PredictionsFile.Write(path, 3, [Example]);
        string header = File.ReadLines(path).First();
        File.WriteAllText(path, complaint == "header" ? text : $"{header}\n{text}\n", Encoding.UTF8);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => PredictionsFile.Read(path));

        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibration_rows_read_back_as_they_were_written() =>
        Gen.Select(
            Gen.Int[0, 9999], Gen.Int[0, 9], Gen.Int[0, 300], (id, label, alpha) => new CalibrationRow(id, label, alpha)).Array[0, 20]
            .Sample(rows =>
        {
            using var directory = new TemporaryFolder();
            CalibrationFile.Write(directory["calibration.csv"], rows);
            Assert.Equal(rows, CalibrationFile.Read(directory["calibration.csv"]));
            Assert.Equal("id,label,alpha", File.ReadLines(directory["calibration.csv"]).First());
        }, iter: 50);
}
