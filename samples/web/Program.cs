using DkNN.Data;
using DkNN.Model;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDkNN(options => options.Model = builder.Configuration["Model"] ?? "");
builder.Services.AddHealthChecks().AddDkNN();
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/classify", async (IFormFile picture, IDkNNClassifier classifier, CancellationToken stop) =>
{
    try
    {
        using var content = picture.OpenReadStream();
        var answer = await classifier.ClassifyAsync(classifier.Description.ReadPicture(content, picture.FileName).Pixels, stop);
        return Results.Ok(new { Verdict = Verdict.Of(answer, classifier.Description).Text, answer.Label, answer.Credibility, answer.PValues });
    }
    catch (DataFormatException problem) { return Results.BadRequest(problem.Message); }
}).DisableAntiforgery();
app.Run();
