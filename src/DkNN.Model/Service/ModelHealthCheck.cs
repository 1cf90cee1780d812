using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DkNN.Model;

/// <summary>
/// Whether the model opens and answers. It asks the model itself: a check that waited in the queue would call a busy service ill, and would
/// count in the meters.
/// </summary>
internal sealed class ModelHealthCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var model = services.GetRequiredService<DkNNModel>();
            await model.ClassifyAsync(Image(model), cancellationToken);
            return HealthCheckResult.Healthy($"The model {model.Description.Architecture} of {model.Description.Dataset} answers.");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Whatever keeps it from answering is what the check is there to tell.
            return new HealthCheckResult(context.Registration.FailureStatus, problem.Message, problem);
        }
    }

    /// <summary>A training image, or a black one where the model keeps none of that size.</summary>
    private static byte[] Image(DkNNModel model) => model.Thumbnails is { } thumbnails && thumbnails.Shape == model.Description.Image
        ? thumbnails.Read(0)
        : new byte[model.Description.Image.Size];
}
