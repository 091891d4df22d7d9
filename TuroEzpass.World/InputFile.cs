namespace TuroEzpass.World;

/// <summary>A file that the invented host downloads or writes.</summary>
/// <param name="Name">Its name, as the site gives it.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record InputFile(string Name, byte[] Bytes);
