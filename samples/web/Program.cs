using DkNN.Model;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDkNN(options => options.Model = builder.Configuration["Model"] ?? "");
builder.Services.AddHealthChecks().AddDkNN();
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/classify", async (IFormFile picture, IDkNNClassifier classifier, CancellationToken stop) =>
{
    using var content = picture.OpenReadStream();
    var answer = await classifier.ClassifyAsync(classifier.Description.ReadPicture(content, picture.FileName).Pixels, stop);
    return new { Verdict = Verdict.Of(answer, classifier.Description).Text, answer.Label, answer.Credibility, answer.PValues };
}).DisableAntiforgery();
app.Run();
