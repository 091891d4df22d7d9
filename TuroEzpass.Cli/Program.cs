using TuroEzpass.Cli;

return Commands.Run(args);
