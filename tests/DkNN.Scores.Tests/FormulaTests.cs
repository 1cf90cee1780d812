using DkNN.Scores.Features;
using DkNN.Scores.Logits;
using DkNN.Scores.Neighbors;

namespace DkNN.Scores.Tests;

/// <summary>Every score against its formula, written plainly.</summary>
public sealed class FormulaTests : IDisposable
{
    private readonly Scene _scene = Scene.Draw(7);
    private readonly double[][] _training;
    private readonly double[][] _images;
    private readonly double[][] _logits;
    private readonly double[][] _weights;
    private readonly double[] _bias;
    private readonly int[] _labels;

    public FormulaTests()
    {
        (_training, _images) = (Naive.Of(_scene.Training.RequireFeatures()), Naive.Of(_scene.Images.RequireFeatures()));
        (_logits, _weights) = (Naive.Of(_scene.Images.Logits), Naive.Of(_scene.Training.RequireHead().Weights));
        _bias = [.. _scene.Training.RequireHead().Bias.Select(value => (double)value)];
        _labels = [.. _scene.Training.Labels];
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Logit_scores()
    {
        Naive.Same(_logits.Select(Naive.LogSumExp), Scored.Of(new Energy(), new(), _scene));
        Naive.Same(_logits.Select(z => z.Max()), Scored.Of(new MaxLogit(), new(), _scene));
        Naive.Same(_logits.Select(z => Math.Exp(z.Max()) / z.Sum(Math.Exp)), Scored.Of(new Softmax(), new(), _scene));
        Naive.Same(
            _logits.Select(z => -z.Select(one => Math.Exp(one) / z.Sum(Math.Exp)).Sum(p => Math.Pow(p, 0.1) * Math.Pow(1 - p, 0.1))),
            Scored.Of(new Gen(), new(), _scene),
            1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(300)]
    public void Deep_nearest_neighbours(int k)
    {
        double[][] unit = [.. _training.Select(Unit)];
        var expected = _images.Select(Unit).Select(f => -unit.Select(other => Math.Pow(Naive.Norm(Naive.Minus(f, other)), 2)).Order().ElementAt(k - 1));
        Naive.Same(expected, Scored.Of(new DeepKnn(), new() { K = k }, _scene), 1e-4);

        static double[] Unit(double[] f) => [.. f.Select(value => value / Naive.Norm(f))];
    }

    [Fact]
    public void Mahalanobis_distances()
    {
        double[] mean = Naive.Mean(_training);
        double[][] means = [.. Enumerable.Range(0, Scene.Classes).Select(label => Naive.Mean([.. _training.Where((_, row) => _labels[row] == label)]))];
        double[][] shared = Naive.Covariance([.. _training.Select((f, row) => Naive.Minus(f, means[_labels[row]]))]);
        double[][] all = Naive.Covariance([.. _training.Select(f => Naive.Minus(f, mean))]);
        Naive.Same(
            _images.Select(f => means.Max(centre => -Naive.Mahalanobis(Naive.Minus(f, centre), shared))), Scored.Of(new Mahalanobis(), new(), _scene));
        Naive.Same(
            _images.Select(f => means.Max(centre => Naive.Mahalanobis(Naive.Minus(f, mean), all) - Naive.Mahalanobis(Naive.Minus(f, centre), shared))),
            Scored.Of(new RelativeMahalanobis(), new(), _scene));
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(4, 4)]
    [InlineData(500, 12)]
    public void Virtual_logit_matching(int asked, int principal)
    {
        // W has full rank, so W⁺b = Wᵀ(WWᵀ)⁻¹b.
        double[] share = Naive.Solve([.. _weights.Select(left => _weights.Select(right => Naive.Dot(left, right)).ToArray())], _bias);
        double[] origin = [.. Enumerable.Range(0, _weights[0].Length).Select(at => -_weights.Zip(share, (w, s) => w[at] * s).Sum())];
        double[][] shifted = [.. _training.Select(f => Naive.Minus(f, origin))];
        double[][] minor = Naive.MinorVectors(Naive.Covariance(shifted), origin.Length - principal);
        double alpha = Naive.Of(_scene.Training.Logits).Average(z => z.Max()) / shifted.Average(Residual);
        Naive.Same(
            _images.Zip(_logits, (f, z) => Naive.LogSumExp(z) - (alpha * Residual(Naive.Minus(f, origin)))),
            Scored.Of(new Vim(), new() { Principal = asked }, _scene));

        double Residual(double[] f) => Naive.Norm([.. minor.Select(vector => Naive.Dot(vector, f))]);
    }

    [Fact]
    public void Decision_boundaries()
    {
        double[] mean = Naive.Mean(_training);
        Naive.Same(_images.Zip(_logits, (f, z) =>
        {
            int top = Array.IndexOf(z, z.Max());
            int[] others = [.. Enumerable.Range(0, z.Length).Where(label => label != top)];
            return others.Average(label => (z[top] - z[label]) / Naive.Norm(Naive.Minus(_weights[top], _weights[label])))
                / Naive.Norm(Naive.Minus(f, mean));
        }), Scored.Of(new Fdbd(), new(), _scene));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(100)]
    public void Rectified_activations(double percentile)
    {
        double[] sorted = [.. _training.SelectMany(f => f).Order()];
        double place = (sorted.Length - 1) * percentile / 100;
        int below = (int)place;
        double threshold = sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
        var expected = _images.Select(f => Naive.LogSumExp(
            [.. _weights.Zip(_bias, (w, b) => b + Naive.Dot(w, [.. f.Select(value => Math.Min(value, threshold))]))]));
        Naive.Same(expected, Scored.Of(new React(), new() { Percentile = percentile }, _scene));
    }

    [Fact]
    public void Trust_score()
    {
        var expected = _images.Select((f, image) =>
        {
            var near = _training.Select((other, row) => (Far: Naive.Norm(Naive.Minus(f, other)), Own: _labels[row] == _scene.Images.NetworkLabels[image])).ToArray();
            return near.Where(one => !one.Own).Min(one => one.Far) / near.Where(one => one.Own).Min(one => one.Far);
        });
        Naive.Same(expected, Scored.Of(new Trust(), new(), _scene));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    public void Intrinsic_dimensionality(int k)
    {
        var calibration = Dimensions(_scene.Training.Calibration);
        double[] means = [.. Enumerable.Range(0, Scene.Layers).Select(layer => calibration.Average(image => image[layer]))];
        var expected = Dimensions(_scene.Images).Select(image => -image.Select((one, layer) => one / means[layer]).Average());
        Naive.Same(expected, Scored.Of(new Lid(), new() { K = k }, _scene));

        double[][] Dimensions(Observations images) => [.. Enumerable.Range(0, images.Count).Select(image => images.Layers.Select(layer =>
        {
            double[] r = [.. layer.Distances.ToArray().Skip(image * Scene.Neighbors).Take(Math.Min(k, Scene.Neighbors)).Select(value => (double)value)];
            return -1 / r.Average(value => Math.Log(value / r[^1]));
        }).ToArray())];
    }

    [Fact]
    public void Weighted_votes()
    {
        var calibration = _scene.Training.Calibration;
        double[] scales = [.. calibration.Layers.Select(layer => layer.Distances.ToArray().Chunk(Scene.Neighbors).Average(row => (double)row[^1]))];
        double[] alphas = [.. Enumerable.Range(0, calibration.Count).Select(image => 1 - Share(calibration, image, _scene.Training.CalibrationLabels[image]))];
        var expected = Enumerable.Range(0, _scene.Images.Count).Select(image =>
        {
            double alpha = Enumerable.Range(0, Scene.Classes).Min(label => 1 - Share(_scene.Images, image, label));
            return (alphas.Count(other => other >= alpha) + 1 - alpha) / (alphas.Length + 1);
        });
        Naive.Same(expected, Scored.Of(new DknnWeighted(), new(), _scene));

        double Share(Observations images, int image, int label) => images.Layers.Select((layer, at) =>
        {
            int[] found = layer.Labels.ToArray()[(image * Scene.Neighbors)..((image + 1) * Scene.Neighbors)];
            double[] votes = [.. layer.Distances.ToArray().Skip(image * Scene.Neighbors).Take(found.Length).Select(d => 1 / (1 + Math.Pow(d / scales[at], 2)))];
            return votes.Where((_, place) => found[place] == label).Sum() / votes.Sum();
        }).Average();
    }

    [Fact]
    public void Class_conditional_p_values()
    {
        var calibration = _scene.Training.Calibration;
        int[] alpha = _scene.Images.Alpha.ToArray();
        var expected = Enumerable.Range(0, _scene.Images.Count).Select(image => Enumerable.Range(0, Scene.Classes).Max(label =>
        {
            int[] own = [.. Enumerable.Range(0, calibration.Count).Where(one => _scene.Training.CalibrationLabels[one] == label)
                .Select(one => calibration.Alpha.Span[(one * Scene.Classes) + label])];
            return own.Count(other => other >= alpha[(image * Scene.Classes) + label]) / (double)own.Length;
        }));
        Naive.Same(expected, Scored.Of(new DknnConditional(), new(), _scene));
    }

    [Fact]
    public void Credibility_is_the_greatest_p_value() =>
        Naive.Same(_scene.Images.PValues.ToArray().Chunk(Scene.Classes).Select(p => p.Max()), Scored.Of(new Credibility(), new(), _scene));
}
