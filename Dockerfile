# The todo-chat server: docker build -t todo-chat . && docker run -p 8000:8000 -v todo-chat:/data --env-file .env todo-chat
# It runs in production mode: SESSION_SECRET and ALLOWED_ORIGINS must be set, see the README.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 \
    DATABASE_URL=file:/data/todo-chat.db ATTACHMENTS_URL=file:/data/attachments
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"
# Running turns get ten seconds to end: docker stop --timeout 15.
CMD ["node", "dist/server/main.js"]
