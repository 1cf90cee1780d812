using Microsoft.Extensions.Options;

namespace DkNN.Model;

/// <summary>Says what is wrong with options before a model is opened.</summary>
internal sealed class DkNNOptionsValidation : IValidateOptions<DkNNOptions>
{
    public ValidateOptionsResult Validate(string? name, DkNNOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(DkNNOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Model))
        {
            yield return $"DkNN: {nameof(options.Model)} is not set; set it to the directory of a run, as in AddDkNN(o => o.Model = \"runs/mnist\").";
        }
        if (options.MostImagesPerBatch < 1) yield return AtLeastOne(nameof(options.MostImagesPerBatch), options.MostImagesPerBatch);
        if (options.MostWaiting < 1) yield return AtLeastOne(nameof(options.MostWaiting), options.MostWaiting);
        if (options.RejectBelow is { } least and not (>= 0 and <= 1))
        {
            yield return $"DkNN: {nameof(options.RejectBelow)} is {least}; set it to a credibility from 0 to 1, or leave it out.";
        }
    }

    private static string AtLeastOne(string name, int value) => $"DkNN: {name} is {value}; set it to 1 or more.";
}
