export default {
  // The server opens its database by itself, which a bundler need not follow.
  serverExternalPackages: ['todo-chat'],
}
