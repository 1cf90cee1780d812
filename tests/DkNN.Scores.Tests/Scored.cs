namespace DkNN.Scores.Tests;

/// <summary>Fits and scores, and checks what must hold of every score on any data.</summary>
internal static class Scored
{
    /// <summary>The scores of the scene's images: finite, the same from a state that was saved, and the same of each image alone.</summary>
    public static double[] Of<TOptions>(IScore<TOptions> score, TOptions options, Scene scene)
    {
        using var state = score.Fit(
            scene.Training with { Calibration = scene.Training.Calibration.For(score.Needs(options)) }, options, CancellationToken.None);
        var scorer = score.Open(state, options);
        double[] scores = Run(scorer, score.Needs(options), scene.Images);
        Assert.All(scores, value => Assert.True(double.IsFinite(value), $"{score.GetType().Name} gave {value}."));
        for (int image = 0; image < scores.Length; image++)
        {
            Assert.Equal(scores[image], Run(scorer, score.Needs(options), Scene.Alone(scene.Images, image))[0]);
        }
        (scorer as IDisposable)?.Dispose();
        string path = Path.Combine(Directory.CreateTempSubdirectory("scores-").FullName, "state.bin");
        state.Save(path);
        using (var loaded = ScoreState.Load(path))
        {
            var again = score.Open(loaded, options);
            Assert.Equal(scores, Run(again, score.Needs(options), scene.Images));
            (again as IDisposable)?.Dispose();
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return scores;
    }

    private static double[] Run(IScorer scorer, ScoreNeeds needs, Observations images)
    {
        double[] scores = new double[images.Count];
        scorer.Score(images.For(needs), scores, CancellationToken.None);
        return scores;
    }
}
