using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DkNN.Scores.Features;

/// <summary>
/// Virtual-logit matching (Wang et al., "ViM: Out-Of-Distribution with Virtual-logit Matching", CVPR 2022): log Σ exp z − α‖Rᵀ(f − u)‖. Here
/// u = −W⁺b is where the logits vanish, R holds the eigenvectors of the training images' second moment around u that are not among the
/// greatest, and α, mean greatest logit over mean residual of the training images, brings both to one scale.
/// </summary>
[Score("vim", Description = "energy less the scaled part of the features outside the training images' principal space")]
public sealed class Vim : IScore<VimOptions>
{
    private const string Origin = "origin";
    private const string Minor = "minor";
    private const string Alpha = "alpha";

    /// <summary>Eigenvalues of WWᵀ, squares of W's singular values, at most this share of the greatest are none.</summary>
    private const double Tolerance = 1e-12;

    /// <inheritdoc/>
    public ScoreNeeds Needs(VimOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, VimOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var rows = data.RequireFeatures();
        double[] origin = OriginOf(data.RequireHead());
        var eigen = Eigen.Of(Scatter.Around(rows, _ => origin, cancellationToken));
        double[] minor = eigen.Vectors[(PrincipalOf(options.Principal, rows.Dimension) * rows.Dimension)..];
        double logits = 0, residuals = 0;
        double[] shifted = new double[rows.Dimension];
        for (int row = 0; row < rows.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            DoubleRows.Subtract(rows.Row(row), origin, shifted);
            residuals += Math.Sqrt(DoubleRows.SquaredNorm(minor, shifted));
            logits += TensorPrimitives.Max(data.Logits.Row(row));
        }
        // Without any residual in training there is no scale to bring one to.
        double alpha = residuals > 0 ? logits / residuals : 0;
        return new ScoreState().Add(Origin, origin).Add(Minor, minor).Add(Alpha, [alpha]);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, VimOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Values(Origin).ToArray(), state.Values(Minor).ToArray(), state.Values(Alpha)[0]);
    }

    private static int PrincipalOf(int asked, int features)
    {
        int wanted = asked > 0 ? asked
            : features >= 2048 ? 1000
            : features >= 768 ? 512
            : features / 2;
        return Math.Min(wanted, features - 1);
    }

    /// <summary>u = −W⁺b = −Wᵀ(WWᵀ)⁺b.</summary>
    private static double[] OriginOf(DenseHead head)
    {
        int classes = head.Weights.Count;
        double[][] weights = [.. Enumerable.Range(0, classes).Select(label => Array.ConvertAll(head.Weights.Row(label).ToArray(), value => (double)value))];
        double[] bias = [.. head.Bias.Select(value => (double)value)];
        var eigen = Eigen.Of(DenseMatrix.Create(classes, classes, (left, right) => DoubleRows.Dot(weights[left], weights[right])));
        double[] origin = new double[head.Weights.Dimension];
        for (int at = 0; at < eigen.Rank(Tolerance); at++)
        {
            var vector = eigen.Vectors.AsSpan(at * classes, classes);
            double share = DoubleRows.Dot(vector, bias) / eigen.Values[at];
            for (int label = 0; label < classes; label++) DoubleRows.AddScaled(origin, -share * vector[label], weights[label]);
        }
        return origin;
    }

    private sealed class Scorer(double[] origin, double[] minor, double alpha) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            var features = images.RequireFeatures();
            double[] shifted = new double[origin.Length];
            for (int image = 0; image < images.Count; image++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                DoubleRows.Subtract(features.Row(image), origin, shifted);
                double residual = Math.Sqrt(DoubleRows.SquaredNorm(minor, shifted));
                scores[image] = LogSumExp.Of(images.Logits.Row(image)) - (alpha * residual);
            }
        }
    }
}
